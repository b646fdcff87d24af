package dev.daybook.bench;

import java.nio.file.Path;

/** Daybook and what one would take instead where an event may not be lost. */
public enum StoreKind {
  DAYBOOK {
    @Override
    AckStore open(EventMix mix, Path folder) {
      return new DaybookStore(mix, folder);
    }
  },
  DATABIND_FORCE {
    @Override
    AckStore open(EventMix mix, Path folder) {
      return new DatabindForceStore(mix, folder);
    }
  },
  SQLITE {
    @Override
    AckStore open(EventMix mix, Path folder) {
      return new SqliteStore(mix, folder);
    }
  };

  abstract AckStore open(EventMix mix, Path folder);
}
