package dev.daybook.bench;

import java.nio.file.Path;

/** Daybook and what one would take instead where an event may not be lost. */
public enum StoreKind {
  DAYBOOK(DaybookStore::new),
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
