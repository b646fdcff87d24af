package dev.daybook.bench;

/** Daybook and what one would take instead, each as fast as its own settings make it. */
public enum SinkKind {
  DAYBOOK {
    @Override
    Sink.Opener opener(EventMix mix) {
      return folder -> new DaybookSink(mix, folder);
    }
  },
  LOG4J2 {
    @Override
    Sink.Opener opener(EventMix mix) {
      return Log4j2Sink.opener(mix);
    }
  },
  LOGBACK {
    @Override
    Sink.Opener opener(EventMix mix) {
      return LogbackSink.opener(mix);
    }
  },
  CHRONICLE_QUEUE {
    @Override
    Sink.Opener opener(EventMix mix) {
      return ChronicleQueueSink.opener(mix);
    }
  },
  DATABIND {
    @Override
    Sink.Opener opener(EventMix mix) {
      return folder -> new DatabindSink(mix, folder);
    }
  };

  abstract Sink.Opener opener(EventMix mix);
}
