import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, test } from 'vitest'
import { collectorConfig } from '../aws/collector.ts'
import { readSettings } from '../aws/settings.ts'
import { NaniwaStack } from '../aws/stack.ts'

const REGION = 'ap-northeast-1'
const CONTEXT: Record<string, unknown> = {
  host: 'chat.example.com',
  certificate: `arn:aws:acm:${REGION}:111111111111:certificate/1`,
  image: '1.2.3',
  mailSecret: 'naniwa/mail',
}

describe('what is made at Amazon', () => {
  let template: Template
  beforeAll(() => {
    const settings = readSettings((name) => CONTEXT[name])
    const env = { account: '111111111111', region: REGION }
    template = Template.fromStack(new NaniwaStack(new App(), 'Naniwa', { env, settings }))
  })

  test('the database is in two zones, encrypted, kept, and can be brought back to any second of two weeks', () => {
    template.hasResource('AWS::RDS::DBCluster', {
      Properties: {
        Engine: 'aurora-postgresql',
        BackupRetentionPeriod: 14,
        StorageEncrypted: true,
        DeletionProtection: true,
      },
      DeletionPolicy: 'Retain',
    })
    template.resourceCountIs('AWS::RDS::DBInstance', 2)
    template.allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false })
  })

  test('the bucket is closed, and its rules are those that the product looks for', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        CorsConfiguration: {
          CorsRules: [
            Match.objectLike({
              Id: 'naniwa',
              AllowedOrigins: ['https://chat.example.com'],
              AllowedMethods: ['GET', 'HEAD', 'PUT'],
            }),
          ],
        },
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            Match.objectLike({
              Id: 'naniwa-unfinished',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 8 },
            }),
            Match.objectLike({
              Id: 'naniwa-archive',
              Prefix: 'files/',
              Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 365 }],
            }),
          ]),
        },
      },
    })
  })

  test('the cache is Valkey in two zones, and asks for a password over TLS', () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      Engine: 'valkey',
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      TransitEncryptionEnabled: true,
      AuthToken: Match.anyValue(),
    })
  })

  test.each(['web', 'worker'])(
    'a %s process cannot write to its own program, and its passwords are no plain text',
    (role) => {
      const [task] = Object.values(
        template.findResources('AWS::ECS::TaskDefinition', {
          Properties: {
            ContainerDefinitions: Match.arrayWith([
              Match.objectLike({ Command: [Match.stringLikeRegexp(`serve --roles=${role}$`)] }),
            ]),
          },
        }),
      )
      const [main] = task?.Properties.ContainerDefinitions ?? []
      expect(main).toMatchObject({ Name: 'naniwa', ReadonlyRootFilesystem: true, StopTimeout: 45 })
      expect(JSON.stringify(main.Image)).toContain(':1.2.3')
      const secrets = main.Secrets.map(({ Name }: { Name: string }) => Name).sort()
      expect(secrets).toEqual(['CACHE_PASSWORD', 'DB_PASSWORD', 'MAIL_FROM', 'SMTP_URL'])
      const plain = main.Environment.map(({ Name }: { Name: string }) => Name)
      expect(plain).toEqual(expect.arrayContaining(['NANIWA_URL', 'S3_BUCKET', 'S3_REGION', 'DB_HOST', 'CACHE_HOST']))
    },
  )

  test('people come by https alone, to processes that are ready, and stay while they say nothing', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internet-facing',
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'idle_timeout.timeout_seconds', Value: '120' }]),
    })
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      DefaultActions: [Match.objectLike({ Type: 'redirect', RedirectConfig: Match.objectLike({ Protocol: 'HTTPS' }) })],
    })
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/readyz',
      TargetGroupAttributes: Match.not(Match.arrayWith([{ Key: 'stickiness.enabled', Value: 'true' }])),
    })
  })

  test('there are more web processes before everybody comes at ten, and more by load at any time', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 2,
      MaxCapacity: 20,
      ScheduledActions: Match.arrayWith([
        Match.objectLike({
          Schedule: 'cron(30 9 ? * MON-FRI *)',
          Timezone: 'Asia/Tokyo',
          ScalableTargetAction: { MinCapacity: 4 },
        }),
        Match.objectLike({ Schedule: 'cron(0 11 ? * MON-FRI *)', ScalableTargetAction: { MinCapacity: 2 } }),
      ]),
    })
    const policies = Object.values(template.findResources('AWS::ApplicationAutoScaling::ScalingPolicy'))
    const kinds = policies.map(({ Properties }) => Properties.PolicyType).sort()
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    const scaling = alarms.filter(({ Properties }) => JSON.stringify(Properties.AlarmActions).includes('Policy'))
    expect([...new Set(scaling.map(({ Properties }) => Properties.MetricName))].sort()).toEqual([
      'naniwa_queue_lag_seconds',
      'naniwa_sockets',
    ])
    expect(kinds).toEqual([...Array(4).fill('StepScaling'), ...Array(2).fill('TargetTrackingScaling')])
  })

  test('a deploy leaves as many processes as there are', () => {
    const services = Object.values(template.findResources('AWS::ECS::Service'))
    expect(services).toHaveLength(2)
    for (const { Properties } of services) expect(Properties).not.toHaveProperty('DesiredCount')
  })

  test('processes may do with the bucket what they need and no more', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy'))
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    const actions = statements.flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('s3:'))
    expect([...new Set(actions)].sort()).toEqual([
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetObject',
      's3:ListBucket',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      's3:RestoreObject',
    ])
  })

  test('nobody reaches the databases but the processes', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
    const guarded = rules.filter(({ Properties: { FromPort } }) => [5432, 6379].includes(FromPort))
    expect(guarded).toHaveLength(2)
    for (const { Properties } of guarded) expect(Properties.SourceSecurityGroupId).toBeDefined()
  })

  test('whoever is on call is told by every alarm but those that scale', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    const told = alarms.filter(({ Properties }) => JSON.stringify(Properties.AlarmActions).includes('OnCall'))
    expect(told).toHaveLength(6)
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  })
})

test('every mistake in what is asked for is named at once', () => {
  const wrong: Record<string, unknown> = { webLeast: '5', webMorning: '2', archiveDays: 'soon' }
  expect(() => readSettings((name) => wrong[name])).toThrow(
    /host=.*\n.*certificate=.*\n.*image=.*\n.*archiveDays=.*\nwebLeast ≤ webMorning/,
  )
})

test('the collector hands on the signals that decide how many processes there are', () => {
  const { exporters } = JSON.parse(collectorConfig('worker'))
  const [declared] = exporters.awsemf.metric_declarations
  for (const name of ['naniwa_sockets', 'naniwa_queue_lag_seconds', 'nodejs_eventloop_lag_p99_seconds']) {
    expect(declared.metric_name_selectors).toContain(`^${name}$`)
  }
})
