package dev.daybook.internal.file;

import dev.daybook.SessionId;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The place of a session's lock: one byte of a file, the same for every process and in every
 * version. Two sessions that share a place by chance cannot both be open, but there are
 * 2<sup>62</sup> places.
 *
 * @param file the real path of the file
 * @param position the byte that is locked
 */
record LockByte(Path file, long position) {

  /**
   * The first of the places at which processes show that they live. It never changes, since the
   * records of locks name such places.
   */
  private static final long PRESENCES = 1L << 62;

  /** The number of lock files: kernel and JVM scan all locks of a file for each new one. */
  private static final int FILES = 16;

  /**
   * Returns the position of the sign byte, which the holder locks too, and a process that looks
   * locks for a moment. Such a process keeps no other from taking the lock, even if it is stopped
   * in that moment.
   */
  long signPosition() {
    return position + 1;
  }

  /** Returns the file in which the processes that hold such locks show that they live. */
  Path presences() {
    return file.resolveSibling(".present.lock");
  }

  static LockByte of(RootFolder root, SessionId id) throws IOException {
    return of(root, id.value());
  }

  /** Returns the place of the lock of a commit log, which is no session's. */
  static LockByte ofLog(RootFolder root, SessionId name) throws IOException {
    return of(root, "commits/" + name.value());
  }

  private static LockByte of(RootFolder root, String locked) throws IOException {
    String name = locked;
    if (root.isCaseBlind(Part.LOCKS)) {
      name = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
    long hash = hash(name.getBytes(StandardCharsets.UTF_8));
    // no session's id begins like that
    Path file = root.file(Part.LOCKS, "." + Long.toHexString(hash & (FILES - 1)) + ".lock");
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("a lock file without a folder");
    }
    return new LockByte(folder.toRealPath().resolve(file.getFileName()), hash >>> 2);
  }

  /** Returns a place at which a process can show that it lives. */
  static long anyPresence() {
    return PRESENCES | (ThreadLocalRandom.current().nextLong() >>> 3);
  }

  /** Hashes by FNV-1a, and then mixes every bit into every place. */
  static long hash(byte[] name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
