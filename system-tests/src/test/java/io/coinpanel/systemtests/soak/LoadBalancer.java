package io.coinpanel.systemtests.soak;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One address before several webservers: a new connection goes to the first that answers. */
final class LoadBalancer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

  private final ServerSocket door = new ServerSocket(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<WebserverProcess> webservers;

  LoadBalancer(List<WebserverProcess> webservers) throws IOException {
    this.webservers = webservers;
    threads.execute(this::admit);
  }

  int port() {
    return door.getLocalPort();
  }

  private void admit() {
    try {
      while (true) {
        Socket client = door.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      threads.shutdownNow();
    }
  }

  private void serve(Socket client) {
    try (client) {
      Optional<WebserverProcess> ready =
          webservers.stream().filter(WebserverProcess::isReady).findFirst();
      if (ready.isPresent()) {
        Socket server = new Socket("localhost", ready.get().port());
        threads.execute(() -> pump(server, client));
        pump(client, server);
      }
    } catch (IOException e) {
      LOG.debug("a connection has ended", e);
    }
  }

  /** Ends both when either ends. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      LOG.debug("one direction has ended", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
