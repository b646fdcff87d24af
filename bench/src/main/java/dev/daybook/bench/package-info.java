/**
 * JMH benchmarks, one question a class. {@link dev.daybook.bench.EventMix} is what they record,
 * {@link dev.daybook.bench.WorkFolder} where, {@link dev.daybook.bench.SinkKind} and
 * {@link dev.daybook.bench.StoreKind} what they compare with, {@link dev.daybook.bench.Readings}
 * how a benchmark reports numbers that JMH does not take itself, {@link dev.daybook.bench.Report}
 * runs them all and keeps the results.
 */
package dev.daybook.bench;
