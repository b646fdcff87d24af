package dev.daybook;

import java.util.OptionalLong;

/**
 * The place of an annotation, on the device.
 *
 * @param id the annotation's id, which is that of its entry
 * @param seq the seq of its entry; empty while it lies in the inbox
 */
public record Annotated(String id, OptionalLong seq) {

  /** Returns true if it is an entry of the session, false if it lies in the inbox. */
  public boolean isRecorded() {
    return seq.isPresent();
  }
}
