package io.coinpanel.webserver.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterLockTest {

  @Test
  void noTwoKindsOfWorkExcludeEachOther() {
    assertThat(Stream.of(ClusterLock.values()).map(ClusterLock::key)).doesNotHaveDuplicates();
  }
}
