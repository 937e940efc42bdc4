package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.ServerMessage.Feed;

/** A client that is sent whether the trades of its symbols can be seen. */
public interface FeedReader {

  /** Must not block. */
  void sendFeed(Feed feed);

  boolean isClosed();
}
