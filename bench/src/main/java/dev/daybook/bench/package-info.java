/**
 * JMH benchmarks, one question a class. {@link dev.daybook.bench.EventMix} is what they record,
 * {@link dev.daybook.bench.WorkFolder} where, {@link dev.daybook.bench.SinkKind} and
 * {@link dev.daybook.bench.StoreKind} what they compare with, {@link dev.daybook.bench.Readings}
 * how a benchmark reports numbers that JMH does not take itself.
 *
 * <p>{@link dev.daybook.bench.Report} runs them all and keeps the results. Its text is made of
 * JMH's file alone ({@link dev.daybook.bench.ResultFile}): how ours compares with each peer
 * ({@link dev.daybook.bench.Targets}, {@link dev.daybook.bench.Ratios}), all numbers
 * ({@link dev.daybook.bench.NumbersTable}) and the pictures ({@link dev.daybook.bench.Charts}).
 */
package dev.daybook.bench;
