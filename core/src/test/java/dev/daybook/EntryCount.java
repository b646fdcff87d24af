package dev.daybook;

import dev.daybook.event.Entry;
import dev.daybook.read.Fold;

/** Counts the entries that it is given. */
public final class EntryCount implements Fold<Long> {

  private long count;

  @Override
  public void accept(Entry entry) {
    count++;
  }

  @Override
  public Long result() {
    return count;
  }
}
