package org.pluspeer.node;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.vault.NodeWord;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account's word for this node's network key: signed anew at each start with an open wallet, and when the wallet is
 * unlocked with less than half of its time left; while it is locked, the one of before.
 */
final class AccountWord {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWord.class);
    private static final long SECONDS = 365L * 24 * 3600;

    private final Vault vault;
    private final SigningDesk signing;
    private final Address node;
    private final InstantSource clock;
    private volatile @Nullable NodeBinding binding;

    AccountWord(Vault vault, SigningDesk signing, Address node, InstantSource clock) {
        this.vault = vault;
        this.signing = signing;
        this.node = node;
        this.clock = clock;
    }

    /** Null while the account has said nothing that still holds. */
    @Nullable
    NodeBinding binding() {
        NodeBinding said = binding;
        return said != null && said.validUntil() > now() ? said : null;
    }

    /** Signs one, if there is a need and the wallet is open; else takes the last. */
    synchronized void renew() {
        NodeBinding said = binding;
        if (said != null && said.validUntil() - now() > SECONDS / 2) {
            return;
        }
        try {
            binding = vault.isLocked() ? remembered() : sign();
        } catch (ProblemException e) {
            LOG.warn(
                    "The account's word for this node is not renewed: {}",
                    e.problem().detail());
        }
    }

    private @Nullable NodeBinding remembered() {
        return vault.nodeWord()
                .filter(word -> word.node().equals(node))
                .map(word -> new NodeBinding(
                        signing.account(), node, word.sequence(), word.until(), Signature.of(word.signature())))
                .orElse(null);
    }

    /** Always newer than the last, whatever the clock says; also than one that came out of a backup. */
    private NodeBinding sign() {
        long now = now();
        long sequence =
                Math.max(now, 1 + vault.nodeWord().map(NodeWord::sequence).orElse(0L));
        long until = now + SECONDS;
        var struct = NodeBinding.struct(signing.account(), node, sequence, until);
        Signature signature = signing.sign(
                new Intent.SignTyped(Purpose.NODE_KEY, NodeBinding.DOMAIN, struct, List.of()), Consent.none());
        vault.nodeWord(new NodeWord(node, sequence, until, signature.bytes()));
        return new NodeBinding(signing.account(), node, sequence, until, signature);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
