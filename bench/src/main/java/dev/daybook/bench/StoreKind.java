package dev.daybook.bench;

import dev.daybook.Daybook;
import java.nio.file.Path;

/** Daybook and what one would take instead where an event may not be lost. */
public enum StoreKind {
  DAYBOOK((mix, folder, sessions) -> new DaybookStore(mix, Daybook.open(folder), sessions)),
  /** With a commit log, which has nothing to do where all wait in one session. */
  DAYBOOK_LOG((mix, folder, sessions) ->
      new DaybookStore(mix, Daybook.builder(folder).commitLog().open(), sessions)),
  DATABIND_FORCE(DatabindForceStore::new),
  SQLITE(SqliteStore::new),
  ROCKSDB(RocksDbStore::new),
  ARTEMIS(ArtemisStore::new),
  MVSTORE(MvStoreStore::new);

  private final Opener opener;

  StoreKind(Opener opener) {
    this.opener = opener;
  }

  /** Opens an empty store for so many sessions. */
  AckStore open(EventMix mix, Path folder, int sessions) {
    return opener.open(mix, folder, sessions);
  }

  @FunctionalInterface
  private interface Opener {
    AckStore open(EventMix mix, Path folder, int sessions);
  }
}
