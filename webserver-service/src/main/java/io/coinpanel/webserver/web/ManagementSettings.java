package io.coinpanel.webserver.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where operators look.
 *
 * @param managementPort of health and metrics; zero for any free one, the clients' port to have all
 *     on one
 */
@ConfigurationProperties("webserver")
record ManagementSettings(@DefaultValue("8002") int managementPort) {}
