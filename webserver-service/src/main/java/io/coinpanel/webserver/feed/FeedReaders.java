package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.socket.FeedReader;
import java.util.Set;
import java.util.function.BiConsumer;

/** Clients of one kind that are sent the state of the feed. */
public interface FeedReaders {

  int count();

  /** Calls the action with each and the symbols of its subscriptions. */
  void forEach(BiConsumer<FeedReader, Set<String>> action);
}
