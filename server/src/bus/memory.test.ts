import { testBus } from './bus.contract.ts'
import { memoryBus } from './memory.ts'

testBus(async () => {
  const bus = memoryBus()
  return { ends: [bus, bus], close: () => bus.close() }
})
