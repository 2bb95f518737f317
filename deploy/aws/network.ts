import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2'
import type { Construct } from 'constructs'

export interface Network {
  readonly vpc: Vpc
  /** Web processes and workers. */
  readonly processes: ISecurityGroup
  readonly database: ISecurityGroup
  readonly cache: ISecurityGroup
}

/** Processes in private subnets that reach out, databases in subnets that reach nothing. */
export function addNetwork(scope: Construct): Network {
  const vpc = new Vpc(scope, 'Vpc', {
    maxAzs: 2,
    natGateways: 2,
    subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
      { name: 'Processes', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      { name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
  })
  // Files and images of containers do not pay for the way through NAT.
  vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 })
  vpc.addInterfaceEndpoint('Images', { service: InterfaceVpcEndpointAwsService.ECR_DOCKER })
  const group = (id: string, allowAllOutbound: boolean) => new SecurityGroup(scope, id, { vpc, allowAllOutbound })
  const processes = group('Processes', true)
  const database = group('DatabaseAccess', false)
  const cache = group('CacheAccess', false)
  database.addIngressRule(processes, Port.tcp(5432), 'PostgreSQL')
  cache.addIngressRule(processes, Port.tcp(6379), 'Valkey')
  return { vpc, processes, database, cache }
}
