/** The one switch between what a client says and the feature that answers. */
@NullMarked
package io.coinpanel.webserver.conversation;

import org.jspecify.annotations.NullMarked;
