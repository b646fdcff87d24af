package dev.daybook.bench;

import java.nio.file.Path;

/** Daybook and what one would take instead where an event may not be lost. */
public enum StoreKind {
  DAYBOOK {
    @Override
    AckStore open(EventMix mix, Path folder, int sessions) {
      return new DaybookStore(mix, folder, sessions);
    }
  },
  DATABIND_FORCE {
    @Override
    AckStore open(EventMix mix, Path folder, int sessions) {
      return new DatabindForceStore(mix, folder, sessions);
    }
  },
  SQLITE {
    @Override
    AckStore open(EventMix mix, Path folder, int sessions) {
      return new SqliteStore(mix, folder, sessions);
    }
  },
  ROCKSDB {
    @Override
    AckStore open(EventMix mix, Path folder, int sessions) {
      return new RocksDbStore(mix, folder, sessions);
    }
  },
  ARTEMIS {
    @Override
    AckStore open(EventMix mix, Path folder, int sessions) {
      return new ArtemisStore(mix, folder, sessions);
    }
  },
  MVSTORE {
    @Override
    AckStore open(EventMix mix, Path folder, int sessions) {
      return new MvStoreStore(mix, folder, sessions);
    }
  };

  /** Opens an empty store for so many sessions. */
  abstract AckStore open(EventMix mix, Path folder, int sessions);
}
