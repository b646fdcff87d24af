package dev.daybook.lab.fuzz;

/** What is done with bytes that anybody may have made, and must be true whatever they are. */
@FunctionalInterface
public interface Target {

  /** Throws if something is not true; that is a finding. */
  void run(byte[] input) throws Exception;
}
