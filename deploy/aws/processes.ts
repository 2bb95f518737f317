import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { SubnetType } from 'aws-cdk-lib/aws-ec2'
import { Repository } from 'aws-cdk-lib/aws-ecr'
import {
  AwsLogDriverMode,
  Cluster,
  ContainerDependencyCondition,
  ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
  Secret as TaskSecret,
} from 'aws-cdk-lib/aws-ecs'
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  ListenerCertificate,
  SslPolicy,
  TargetGroupLoadBalancingAlgorithmType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { collectorConfig } from './collector.ts'
import type { Cache } from './data.ts'
import type { Network } from './network.ts'
import { scaleWeb, scaleWorker } from './scale.ts'
import type { Settings } from './settings.ts'

export interface Stores {
  readonly database: DatabaseCluster
  readonly cache: Cache
  readonly bucket: Bucket
}

export interface Processes {
  readonly balancer: ApplicationLoadBalancer
  readonly target: ApplicationTargetGroup
  readonly web: FargateService
  readonly worker: FargateService
}

type Role = 'web' | 'worker'

const SIZES = { web: { cpu: 1_024, memoryLimitMiB: 2_048 }, worker: { cpu: 1_024, memoryLimitMiB: 4_096 } } as const

/** Web processes behind a load balancer, and workers; as many as the hour and the load ask for. */
export function addProcesses(scope: Construct, network: Network, stores: Stores, settings: Settings): Processes {
  const cluster = new Cluster(scope, 'Cluster', { vpc: network.vpc })
  const service = (role: Role) => {
    const id = role === 'web' ? 'Web' : 'Worker'
    return new FargateService(scope, id, {
      cluster,
      taskDefinition: taskOf(scope, role, stores, settings),
      // No number of them here: a deploy in the middle of the day would take back what scaling has added.
      securityGroups: [network.processes],
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      circuitBreaker: { rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      healthCheckGracePeriod: role === 'web' ? Duration.minutes(10) : undefined,
    })
  }
  const [web, worker] = [service('web'), service('worker')]
  const { balancer, target } = addBalancer(scope, network, web, settings)
  scaleWeb(web, settings)
  scaleWorker(worker, settings)
  return { balancer, target, web, worker }
}

function taskOf(scope: Construct, role: Role, stores: Stores, settings: Settings): FargateTaskDefinition {
  const task = new FargateTaskDefinition(scope, role === 'web' ? 'WebTask' : 'WorkerTask', {
    ...SIZES[role],
    runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    volumes: [{ name: 'data' }],
  })
  const { bucket } = stores
  task.addToTaskRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }))
  task.addToTaskRolePolicy(new PolicyStatement({ actions: BUCKET_ACTIONS, resources: [bucket.arnForObjects('*')] }))
  const logGroup = new LogGroup(scope, role === 'web' ? 'WebLog' : 'WorkerLog', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const logging = LogDrivers.awsLogs({ streamPrefix: role, logGroup, mode: AwsLogDriverMode.NON_BLOCKING })
  const repository = Repository.fromRepositoryName(scope, `${role}Images`, 'naniwa')
  const main = task.addContainer('naniwa', {
    image: ContainerImage.fromEcrRepository(repository, settings.image),
    // The addresses are put together here: passwords come apart from hosts.
    entryPoint: ['sh', '-c'],
    command: [`${ADDRESSES} exec node --disable-warning=ExperimentalWarning server/src/main.ts serve --roles=${role}`],
    environment: environmentOf(stores, settings),
    secrets: secretsOf(scope, role, stores, settings),
    readonlyRootFilesystem: true,
    stopTimeout: Duration.seconds(45),
    logging,
    portMappings: [{ containerPort: 8_080 }, { containerPort: 9_464 }],
  })
  main.addMountPoints({ sourceVolume: 'data', containerPath: '/data', readOnly: false })
  addCollector(task, main, role, logging)
  return task
}

const BUCKET_ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
  's3:RestoreObject',
]

/** Encrypted; the certificates of databases are not in every image, so who answers is proved by the network alone. */
const ADDRESSES = [
  'export DATABASE_URL="postgres://naniwa:$DB_PASSWORD@$DB_HOST:5432/naniwa?sslmode=no-verify"',
  'export DATABASE_REPLICA_URL="postgres://naniwa:$DB_PASSWORD@$DB_READER:5432/naniwa?sslmode=no-verify"',
  'export REDIS_URL="rediss://:$CACHE_PASSWORD@$CACHE_HOST:6379";',
].join('; ')

function environmentOf({ database, cache, bucket }: Stores, { host }: Settings): Record<string, string> {
  return {
    NANIWA_URL: `https://${host}`,
    NANIWA_TRUST_PROXY: '1',
    S3_BUCKET: bucket.bucketName,
    S3_REGION: bucket.stack.region,
    DB_HOST: database.clusterEndpoint.hostname,
    DB_READER: database.clusterReadEndpoint.hostname,
    CACHE_HOST: cache.group.attrPrimaryEndPointAddress,
  }
}

function secretsOf(scope: Construct, role: Role, { database, cache }: Stores, { mailSecret }: Settings) {
  const own = {
    // A cluster made with generated credentials has them.
    ...(database.secret && { DB_PASSWORD: TaskSecret.fromSecretsManager(database.secret, 'password') }),
    CACHE_PASSWORD: TaskSecret.fromSecretsManager(cache.password),
  }
  if (!mailSecret) return own
  const mail = Secret.fromSecretNameV2(scope, `${role}Mail`, mailSecret)
  const part = (key: string) => TaskSecret.fromSecretsManager(mail, key)
  return { ...own, SMTP_URL: part('SMTP_URL'), MAIL_FROM: part('MAIL_FROM') }
}

/** Beside each process: reads its metrics once a minute and hands them to CloudWatch. */
function addCollector(
  task: FargateTaskDefinition,
  main: ReturnType<FargateTaskDefinition['addContainer']>,
  role: Role,
  logging: ReturnType<typeof LogDrivers.awsLogs>,
): void {
  task.addToTaskRolePolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutRetentionPolicy'],
      resources: ['*'],
    }),
  )
  const collector = task.addContainer('collector', {
    image: ContainerImage.fromRegistry('public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3'),
    environment: { AOT_CONFIG_CONTENT: collectorConfig(role) },
    essential: false,
    memoryReservationMiB: 64,
    logging,
  })
  collector.addContainerDependencies({ container: main, condition: ContainerDependencyCondition.START })
}

function addBalancer(scope: Construct, { vpc }: Network, web: FargateService, { certificate }: Settings) {
  const balancer = new ApplicationLoadBalancer(scope, 'Balancer', {
    vpc,
    internetFacing: true,
    // A socket that says nothing has a heartbeat.
    idleTimeout: Duration.seconds(120),
    dropInvalidHeaderFields: true,
  })
  balancer.addRedirect()
  const listener = balancer.addListener('Https', {
    port: 443,
    certificates: [ListenerCertificate.fromArn(certificate)],
    sslPolicy: SslPolicy.RECOMMENDED_TLS,
  })
  const target = listener.addTargets('Web', {
    port: 8_080,
    protocol: ApplicationProtocol.HTTP,
    targets: [web.loadBalancerTarget({ containerName: 'naniwa', containerPort: 8_080 })],
    healthCheck: {
      path: '/readyz',
      interval: Duration.seconds(10),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
    },
    deregistrationDelay: Duration.seconds(30),
    loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
  })
  return { balancer, target }
}
