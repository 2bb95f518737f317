import { Duration, TimeZone } from 'aws-cdk-lib'
import { AdjustmentType, Schedule } from 'aws-cdk-lib/aws-applicationautoscaling'
import { type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { FargateService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs'
import { NAMESPACE } from './collector.ts'
import type { Settings } from './settings.ts'

/** By the clock before everybody comes at ten, by processor and by sockets at any time. */
export function scaleWeb(web: FargateService, { web: { least, morning, most } }: Settings): void {
  const scaling = web.autoScaleTaskCount({ minCapacity: least, maxCapacity: most })
  const at = (hour: string, minute: string) => ({
    schedule: Schedule.cron({ weekDay: 'MON-FRI', hour, minute }),
    timeZone: TimeZone.ASIA_TOKYO,
  })
  scaling.scaleOnSchedule('BeforeTen', { ...at('9', '30'), minCapacity: morning })
  scaling.scaleOnSchedule('AfterTheRush', { ...at('11', '0'), minCapacity: least })
  scaling.scaleOnCpuUtilization('Processor', {
    targetUtilizationPercent: 50,
    scaleOutCooldown: Duration.seconds(30),
    scaleInCooldown: Duration.minutes(10),
  })
  scaleBySteps(scaling, 'Sockets', socketsEach(), 2_500)
}

/** Browsers and phones that are connected to a web process, on the average of them. A balancer counts both of its sides. */
export function socketsEach(): Metric {
  return new Metric({
    namespace: NAMESPACE,
    metricName: 'naniwa_sockets',
    dimensionsMap: { role: 'web' },
    statistic: Stats.AVERAGE,
    period: Duration.minutes(1),
  })
}

/** Workers by processor, and by how long what waits has waited. */
export function scaleWorker(worker: FargateService, { worker: { least, most } }: Settings): void {
  const scaling = worker.autoScaleTaskCount({ minCapacity: least, maxCapacity: most })
  scaling.scaleOnCpuUtilization('Processor', {
    targetUtilizationPercent: 60,
    scaleOutCooldown: Duration.seconds(60),
    scaleInCooldown: Duration.minutes(10),
  })
  scaleBySteps(scaling, 'Lag', queueLag(), 30)
}

/** Seconds the oldest waiting consequence has waited. */
export function queueLag(): Metric {
  return new Metric({
    namespace: NAMESPACE,
    metricName: 'naniwa_queue_lag_seconds',
    dimensionsMap: { role: 'worker' },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
  })
}

function scaleBySteps(scaling: ScalableTaskCount, id: string, metric: IMetric, limit: number): void {
  scaling.scaleOnMetric(id, {
    metric,
    adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
    scalingSteps: [
      { upper: limit / 4, change: -1 },
      { lower: limit, change: +1 },
      { lower: limit * 2, change: +3 },
    ],
    cooldown: Duration.minutes(2),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
  })
}
