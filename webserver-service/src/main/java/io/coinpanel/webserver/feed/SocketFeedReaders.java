package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.socket.FeedReader;
import io.coinpanel.webserver.socket.Sockets;
import java.util.Set;
import java.util.function.BiConsumer;

/** The sockets. */
record SocketFeedReaders(Sockets sockets) implements FeedReaders {

  @Override
  public int count() {
    return sockets.count();
  }

  @Override
  public void forEach(BiConsumer<FeedReader, Set<String>> action) {
    sockets.open().forEach(socket -> action.accept(socket, socket.subscriptions().symbols()));
  }
}
