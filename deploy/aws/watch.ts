import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Processes, Stores } from './processes.ts'
import { queueLag, socketsEach } from './scale.ts'

/** One page that shows how it is, and a topic that is told when it is not well: subscribe whoever is on call. */
export function addWatch(scope: Construct, processes: Processes, { database }: Stores): void {
  const { balancer, target, web, worker } = processes
  const minute = { period: Duration.minutes(1) }
  const told = new Topic(scope, 'OnCall')
  const alarm = (id: string, metric: IMetric, threshold: number, operator = GREATER): void => {
    new Alarm(scope, id, {
      metric,
      threshold,
      comparisonOperator: operator,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(told))
  }
  const failures = target.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { ...minute, statistic: Stats.SUM })
  const unanswered = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { ...minute, statistic: Stats.SUM })
  const healthy = target.metrics.healthyHostCount({ ...minute, statistic: Stats.MINIMUM })
  const answer = target.metrics.targetResponseTime({ ...minute, statistic: Stats.p(99) })
  const load = database.metricCPUUtilization(minute)
  alarm('Failures', failures, 20)
  alarm('Unanswered', unanswered, 20)
  alarm('TooFew', healthy, 2, ComparisonOperator.LESS_THAN_THRESHOLD)
  alarm('SlowAnswers', answer, 1)
  alarm('BusyDatabase', load, 80)
  alarm('LateConsequences', queueLag(), 300)
  const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 8 })
  new Dashboard(scope, 'Dashboard', {
    widgets: [
      [
        graph('Sockets of each web process', socketsEach()),
        graph('Answers, p99', answer),
        graph('Failures', failures, unanswered),
      ],
      [
        graph('Processes', web.metricCpuUtilization(minute), worker.metricCpuUtilization(minute), healthy),
        graph('Database', load, database.metricDatabaseConnections(minute)),
        graph('What waits, seconds', queueLag()),
      ],
    ],
  })
}

const GREATER = ComparisonOperator.GREATER_THAN_THRESHOLD
