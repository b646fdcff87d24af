package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;

/** A receiver of what each line is, in the order of the file. */
interface LineSink {

  /** Takes a sound line that was not asked for and so was not decoded. */
  void leftOut(long lineBytes, long seq);

  /** Takes an entry's line; its place in the buffer is valid until this call returns. */
  void entry(long lineBytes, Entry entry, byte[] buffer, int from, int to);

  /** Takes an entry's line whose data does not fit its type, for that reason. */
  void unfit(long lineBytes, Entry entry, DaybookException fault, byte[] buffer, int from, int to);

  /** Takes a malformed line. */
  void bad(long lineBytes, DaybookException fault);
}
