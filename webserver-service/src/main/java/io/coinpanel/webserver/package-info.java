/** The webserver: clients subscribe and receive notifications. */
@NullMarked
package io.coinpanel.webserver;

import org.jspecify.annotations.NullMarked;
