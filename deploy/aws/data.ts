import { Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib'
import { InstanceType, SubnetType } from 'aws-cdk-lib/aws-ec2'
import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache'
import {
  AuroraPostgresEngineVersion,
  CaCertificate,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
} from 'aws-cdk-lib/aws-rds'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type LifecycleRule,
  StorageClass,
} from 'aws-cdk-lib/aws-s3'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type { Network } from './network.ts'
import type { Settings } from './settings.ts'

/** What would have to be written differently inside an address. */
const UNFIT = ' !"#$%&\'()*+,/:;<=>?@[\\]^`{|}~'

/** A writer and a reader that takes its place; every second of the last days can be brought back. */
export function addDatabase(scope: Construct, { vpc, database }: Network, settings: Settings): DatabaseCluster {
  const instanceType = new InstanceType(settings.database)
  const instance = { instanceType, caCertificate: CaCertificate.RDS_CA_RSA2048_G1, enablePerformanceInsights: true }
  return new DatabaseCluster(scope, 'Database', {
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_4 }),
    credentials: Credentials.fromGeneratedSecret('naniwa', { excludeCharacters: UNFIT }),
    defaultDatabaseName: 'naniwa',
    writer: ClusterInstance.provisioned('Writer', instance),
    readers: [ClusterInstance.provisioned('Reader', { ...instance, promotionTier: 1 })],
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroups: [database],
    backup: { retention: Duration.days(settings.backupDays), preferredWindow: '17:00-18:00' },
    preferredMaintenanceWindow: 'Sat:18:00-Sat:19:00',
    cloudwatchLogsExports: ['postgresql'],
    storageEncrypted: true,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}

export interface Cache {
  readonly group: CfnReplicationGroup
  readonly password: ISecret
}

/** Two nodes in two zones. Nothing that matters is in it: while it is away, chat goes on. */
export function addCache(scope: Construct, { vpc, cache }: Network, settings: Settings): Cache {
  const password = new Secret(scope, 'CachePassword', {
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  })
  const subnets = new CfnSubnetGroup(scope, 'CacheSubnets', {
    description: 'Naniwa',
    subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
  })
  const group = new CfnReplicationGroup(scope, 'Cache', {
    replicationGroupDescription: 'What Naniwa’s processes tell each other',
    engine: 'valkey',
    engineVersion: '8.0',
    cacheNodeType: settings.cache,
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    transitEncryptionEnabled: true,
    atRestEncryptionEnabled: true,
    authToken: SecretValue.secretsManager(password.secretArn).unsafeUnwrap(),
    securityGroupIds: [cache.securityGroupId],
    cacheSubnetGroupName: subnets.ref,
  })
  return { group, password }
}

/** With the rules that `naniwa blobs setup` would give it. */
export function addBucket(scope: Construct, settings: Settings): Bucket {
  return new Bucket(scope, 'Files', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    cors: [
      {
        id: 'naniwa',
        allowedOrigins: [`https://${settings.host}`],
        allowedMethods: [HttpMethods.GET, HttpMethods.HEAD, HttpMethods.PUT],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag', 'Content-Range', 'Content-Length'],
        maxAge: 3_600,
      },
    ],
    lifecycleRules: lifecycleRules(settings),
  })
}

function lifecycleRules({ archiveDays }: Settings): LifecycleRule[] {
  const unfinished = { id: 'naniwa-unfinished', abortIncompleteMultipartUploadAfter: Duration.days(8) }
  // What was deleted, by whomever, can be had back for a month.
  const deleted = { id: 'deleted', noncurrentVersionExpiration: Duration.days(30) }
  if (archiveDays === 0) return [unfinished, deleted]
  const transitions = [{ storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(archiveDays) }]
  return [unfinished, deleted, { id: 'naniwa-archive', prefix: 'files/', transitions }]
}
