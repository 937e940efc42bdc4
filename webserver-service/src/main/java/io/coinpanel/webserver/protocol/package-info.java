/** The wire, pure: what clients may say, what they are answered, and how both are spelled. */
@NullMarked
package io.coinpanel.webserver.protocol;

import org.jspecify.annotations.NullMarked;
