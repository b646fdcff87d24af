package dev.daybook.internal.check;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds the newest keys only, so that its size has a bound. */
public final class NewestMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int maxSize;

  /** Makes an empty map of at most so many keys. */
  public NewestMap(int maxSize) {
    this.maxSize = maxSize;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > maxSize;
  }
}
