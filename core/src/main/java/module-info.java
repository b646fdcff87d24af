/**
 * Daybook, an embeddable journal for agent sessions. {@link dev.daybook.Daybook} is the front door.
 * The packages that are not exported may change at any time.
 *
 * <p>Events of an application's own are records that Daybook reads by reflection: their package is
 * open to this module, or exported.
 */
@SuppressWarnings("requires-automatic") // Chronicle Bytes has no descriptor yet
module dev.daybook {
  requires com.fasterxml.jackson.core;
  requires com.lmax.disruptor;
  requires java.logging;
  // at run time too: it says where an event may have null
  requires transitive org.jspecify;
  // memory outside of the heap for batches: without it they are plain buffers
  requires static chronicle.bytes;
  requires static chronicle.core;

  exports dev.daybook;
  exports dev.daybook.agent;
  exports dev.daybook.catalog;
  exports dev.daybook.check;
  exports dev.daybook.event;
  exports dev.daybook.exchange;
  exports dev.daybook.read;
  exports dev.daybook.search;
  exports dev.daybook.tree;
  exports dev.daybook.usage;
  exports dev.daybook.workflow;
}
