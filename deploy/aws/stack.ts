import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { addBucket, addCache, addDatabase } from './data.ts'
import { addNetwork } from './network.ts'
import { addProcesses } from './processes.ts'
import type { Settings } from './settings.ts'
import { addWatch } from './watch.ts'

/** The whole of it in one region: load balancer, processes, Aurora, Valkey, a bucket. */
export class NaniwaStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: StackProps & { readonly settings: Settings }) {
    super(scope, id, props)
    const network = addNetwork(this)
    const stores = {
      database: addDatabase(this, network, settings),
      cache: addCache(this, network, settings),
      bucket: addBucket(this, settings),
    }
    const processes = addProcesses(this, network, stores, settings)
    addWatch(this, processes, stores)
    new CfnOutput(this, 'BalancerName', {
      description: `Point ${settings.host} here`,
      value: processes.balancer.loadBalancerDnsName,
    })
  }
}
