package io.coinpanel.webserver.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Management settings.
 *
 * @param managementPort of health and metrics; zero for any free port, the client port to share it
 */
@ConfigurationProperties("coinpanel.webserver")
record ManagementSettings(@DefaultValue("8002") int managementPort) {}
