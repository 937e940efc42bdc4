package io.coinpanel.webserver.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long clients are waited for.
 *
 * @param resumeWindow how long a connection that has gone away may be resumed; zero ends it at once
 */
@ConfigurationProperties("webserver")
record SessionSettings(@DefaultValue("PT1H") Duration resumeWindow) {}
