/**
 * The narrow door to the disk for everything that must survive a power cut.
 *
 * <p>It promises only what a disk promises: bytes last after {@code force}, names after {@code syncDirectory}. It
 * neither buffers, retries nor hides an error; whoever writes decides what an error means.
 */
@NullMarked
package org.pluspeer.node.disk;

import org.jspecify.annotations.NullMarked;
