package dev.daybook.lab.disk;

import java.nio.file.Path;

/**
 * One call that a program makes of its file system. Paths are those of the real files. What is done
 * through a channel carries the channel's number, which distinguishes two files that had one name.
 */
public sealed interface Operation {

  /** What it is about. */
  Path path();

  /** Whether it changes a file, a name or what is on the device, or asks only. */
  default boolean changes() {
    return true;
  }

  /** A folder is made. */
  record CreateFolder(Path path) implements Operation {}

  /** A file that did not exist is made, and opened. */
  record CreateFile(Path path, long channel) implements Operation {}

  /** A file or folder that exists is opened. */
  record Open(Path path, long channel) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }

  /** Bytes go into a file; afterwards these are the ones that went. */
  record Write(Path path, long channel, long offset, byte[] bytes) implements Operation {}

  /** A file is cut to that size. */
  record Truncate(Path path, long channel, long size) implements Operation {}

  /** A file's bytes and size go to the device. */
  record Force(Path path, long channel) implements Operation {}

  /** A folder's names go to the device. */
  record ForceFolder(Path path) implements Operation {}

  /** A file gets one more name. */
  record Link(Path path, Path existing) implements Operation {}

  /** A file gets another name, taking it from whatever has it. */
  record Move(Path path, Path target) implements Operation {}

  /** A name is taken away. */
  record Delete(Path path) implements Operation {}

  /** A channel is closed; it is, also when an observer refuses. */
  record Close(Path path, long channel) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }

  /** The lock of that part of a file is asked for. */
  record Lock(Path path, long channel, long position, long bytes) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }

  /** Bytes are read. */
  record Read(Path path, long channel) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }

  /** An open file's size is asked for. */
  record Size(Path path, long channel) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }

  /** A folder is listed. */
  record ListFolder(Path path) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }

  /** A path is looked at: what stands there, whether it may be read, what its real name is. */
  record Look(Path path) implements Operation {
    @Override
    public boolean changes() {
      return false;
    }
  }
}
