package dev.daybook.lab.fuzz;

/** A claim about bytes of any origin, which must be true whatever they are. */
@FunctionalInterface
public interface Target {

  /** Throws if something is not true; that is a finding. */
  void run(byte[] input) throws Exception;
}
