package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;

/** Is told what each line is, in the order of the file. */
interface LineSink {

  /** A line that is sound and not asked for, so that nobody decoded it. */
  void leftOut(long lineBytes, long seq);

  /** A line that is an entry; where it stands in the buffer is valid until this call returns. */
  void entry(long lineBytes, Entry entry, byte[] buffer, int from, int to);

  /** The same, but its data does not fit its type, for that reason. */
  void unfit(long lineBytes, Entry entry, DaybookException fault, byte[] buffer, int from, int to);

  /** A line that is none. */
  void bad(long lineBytes, DaybookException fault);
}
