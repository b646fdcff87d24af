package dev.daybook.internal.exchange.cut;

/** The receiver of what a foreign file is cut into. */
public interface ItemSink {

  /** Receives the next item. Its bytes change after the call. */
  void item(Item item);

  /** Receives a place of the file that holds no item. */
  void damaged(Damage damage);
}
