package dev.daybook.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard streams of a command: bytes, as {@link System#out} and {@link System#err} have the
 * encoding of the platform and swallow errors.
 */
record Streams(InputStream in, OutputStream out, OutputStream err) {

  /** Those of this process. */
  static Streams ofProcess() {
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }
}
