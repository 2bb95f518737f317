import * as apps from 'kubernetes-models/apps/v1'
import * as autoscaling from 'kubernetes-models/autoscaling/v2'
import * as networking from 'kubernetes-models/networking.k8s.io/v1'
import * as policy from 'kubernetes-models/policy/v1'
import * as core from 'kubernetes-models/v1'
import { describe, expect, test } from 'vitest'
import { CHART, helm, type Manifest, render } from './helm.ts'
import { namedSettings } from './settings.ts'

const LEAST = { url: 'https://chat.example.com', existingSecret: 'naniwa', 'bucket.name': 'minamo-chat' }
const EVERYTHING = {
  ...LEAST,
  'bucket.endpoint': 'https://s3.example.com',
  'bucket.region': 'jp',
  'serviceAccount.annotations.role': 'files',
  'web.autoscaling.sockets': 2_000,
  'web.autoscaling.eventLoopLagMs': 200,
  'worker.autoscaling.queueLagSeconds': 30,
  'ingress.enabled': true,
  'ingress.host': 'chat.example.com',
  'ingress.className': 'nginx',
  'ingress.tlsSecret': 'tls',
  'networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.name': 'monitoring',
  'env.NANIWA_QUOTA_GB': 100,
}

const MODELS = { ...apps, ...autoscaling, ...networking, ...policy, ...core } as unknown as Record<
  string,
  new (
    manifest: Manifest,
  ) => { validate(): void }
>

/** Of each, its whole schema. */
function validate(manifests: Map<string, Manifest>): void {
  for (const [name, manifest] of manifests) {
    const Model = MODELS[manifest.kind]
    if (!Model) throw new Error(`there is no schema of ${name}`)
    expect(() => new Model(manifest).validate(), name).not.toThrow()
  }
}

// The program inside the package is Linux's.
describe.runIf(process.platform === 'linux')('the chart', () => {
  test.each([
    ['the least', LEAST],
    ['everything', EVERYTHING],
    ['a volume instead of a bucket', { ...LEAST, 'bucket.name': '', filesClaim: 'files' }],
    ['fixed numbers', { ...LEAST, 'web.autoscaling.enabled': false, 'worker.autoscaling.enabled': false }],
  ])('with %s every manifest fits its schema', (_, values) => {
    const manifests = render(values)
    validate(manifests)
    expect([...manifests.keys()]).toEqual(expect.arrayContaining(['Deployment chat-web', 'Deployment chat-worker']))
  })

  test('a manifest that does not fit is found out', () => {
    const web = render(LEAST).get('Deployment chat-web') as Manifest
    const wrong = { ...web, spec: { ...web.spec, replicas: 'many' } }
    expect(() => validate(new Map([['wrong', wrong]]))).toThrow()
  })

  test('Helm finds nothing wrong with it', () => {
    const set = Object.entries(EVERYTHING).flatMap(([name, value]) => ['--set', `${name}=${value}`])
    expect(helm('lint', CHART, '--strict', ...set)).toContain('0 chart(s) failed')
  })

  test.each([
    [{ ...LEAST, url: '' }, /url/],
    [{ ...LEAST, existingSecret: '' }, /existingSecret/],
    [{ ...LEAST, 'bucket.name': '' }, /Say where files are/],
    [{ ...LEAST, 'web.autoscaling.maxReplicas': 0 }, /maxReplicas/],
  ])('%o is refused in words', (values, words) => {
    expect(() => render(values)).toThrow(words)
  })

  test.each(['web', 'worker'])('a %s process runs as nobody, on a file system it cannot write to', (role) => {
    const { spec } = render(LEAST).get(`Deployment chat-${role}`) as Manifest
    const pod = (spec.template as { spec: Record<string, unknown> }).spec
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1_000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          args: ['serve', `--roles=${role}`],
          readinessProbe: { httpGet: { path: '/readyz', port: role === 'web' ? 'http' : 'metrics' } },
          livenessProbe: { httpGet: { path: '/healthz' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    })
  })

  test('whatever docs/self-hosting.md names can be said in env, once, before what the chart says itself', () => {
    const settings = namedSettings()
    const manifests = render({ ...LEAST, ...Object.fromEntries(settings.map((name) => [`env.${name}`, 'said'])) })
    for (const role of ['web', 'worker']) {
      const { spec } = manifests.get(`Deployment chat-${role}`) as Manifest
      const { containers } = (spec.template as { spec: { containers: { env: object[] }[] } }).spec
      const env = containers[0]?.env
      expect(env).toHaveLength(settings.length)
      expect(env).toEqual(expect.arrayContaining(settings.map((name) => ({ name, value: 'said' }))))
    }
  })

  test('it scales by what the processes export', () => {
    const manifests = render(EVERYTHING)
    const metrics = (name: string) => {
      const { spec } = manifests.get(`HorizontalPodAutoscaler ${name}`) as Manifest
      return (spec.metrics as { pods?: { metric: { name: string } } }[]).map(({ pods }) => pods?.metric.name ?? 'cpu')
    }
    expect(metrics('chat-web')).toEqual(['cpu', 'naniwa_sockets', 'nodejs_eventloop_lag_p99_seconds'])
    expect(metrics('chat-worker')).toEqual(['cpu', 'naniwa_queue_lag_seconds'])
    for (const role of ['web', 'worker']) {
      // An upgrade leaves as many as there are.
      expect(manifests.get(`Deployment chat-${role}`)?.spec).not.toHaveProperty('replicas')
      expect(manifests.get(`PodDisruptionBudget chat-${role}`)?.spec).toMatchObject({ maxUnavailable: 1 })
    }
  })

  test('the internet it may call is not one’s own network', () => {
    const { spec } = render(LEAST).get('NetworkPolicy chat') as Manifest
    const rules = spec.egress as { ports: { port: number }[]; to?: { ipBlock: { except: string[] } }[] }[]
    const outward = rules.find(({ ports }) => ports.some(({ port }) => port === 443))
    expect(outward?.to?.[0]?.ipBlock.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']))
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress'])
  })
})
