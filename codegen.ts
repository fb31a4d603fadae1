// Types from the schema, both ways: resolvers for the server, operations for the web app. Run by `npm run
// codegen`; the results are committed and a test checks that they are fresh.
import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = {
  ID: 'string',
  DateTime: { input: 'string', output: 'string' },
  EmailAddress: 'string',
  URL: 'string',
};

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  ignoreNoDocuments: true,
  generates: {
    'server/graphql/schema.gen.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        avoidOptionals: { defaultValue: true },
        enumsAsTypes: true,
        enumType: 'string-literal',
        scalars: { ...scalars, DateTime: { input: 'string', output: 'Date | string' } },
        contextType: './context.ts#Context',
        resolverTypeWrapperSignature: 'Promise<T> | T',
        mapperTypeSuffix: '',
        mappers: {
          Viewer: './models.ts#ViewerModel',
          Account: './models.ts#AccountModel',
          Mailbox: './models.ts#MailboxModel',
          Message: './models.ts#MessageModel',
          MessageConnection: './models.ts#ConnectionModel',
          MailboxChanges: './models.ts#ChangesModel',
          Attachment: './models.ts#AttachmentModel',
          AttachedMessage: './models.ts#AttachedMessageModel',
          Draft: './models.ts#DraftModel',
          Submission: './models.ts#SubmissionModel',
          Token: './models.ts#TokenModel',
          Session: './models.ts#SessionModel',
          Label: './models.ts#LabelModel',
          ImageSource: './models.ts#ImageSourceModel',
          Address: './visible.ts#ShownAddress',
          Problem: './models.ts#ProblemModel',
          Trust: './models.ts#TrustModel',
          TrustWarning: './models.ts#TrustWarningModel',
          Invitation: './models.ts#InvitationModel',
          NewerInvitation: './models.ts#NewerInvitationModel',
          Recurrence: './models.ts#RecurrenceModel',
          Attendee: './models.ts#AttendeeModel',
          Contact: './models.ts#ContactModel',
          DeliveryReport: './models.ts#ReportModel',
          ReportedRecipient: './models.ts#ReportedRecipientModel',
          ReadReceipt: './models.ts#ReportModel',
          MailingList: './models.ts#MailingListModel',
        },
      },
    },
    'web/api/operations.gen.ts': {
      documents: 'web/**/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        documentMode: 'string',
        scalars,
        onlyOperationTypes: true,
        importExtension: '.ts',
      },
    },
  },
};

export default config;
