/** The bodies of HTTP requests. */
@NullMarked
package io.coinpanel.webserver.request;

import org.jspecify.annotations.NullMarked;
