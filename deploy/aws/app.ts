import { App } from 'aws-cdk-lib'
import { readSettings } from './settings.ts'
import { NaniwaStack } from './stack.ts'

/*
 * npx cdk deploy --app 'node aws/app.ts' --context host=chat.example.com --context certificate=arn:aws:acm:… --context image=1.4.0
 * in the folder deploy/. What else can be said is in settings.ts.
 */
const app = new App()
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION ?? 'ap-northeast-1' }
new NaniwaStack(app, 'Naniwa', { env, settings: readSettings((name) => app.node.tryGetContext(name)) })
