package org.pluspeer.node.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.chain.TransactionRecord;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.store.Movement;
import org.pluspeer.node.store.MovementChange;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What a record of the journal changes in the history of money. */
public final class LedgerReading {
    private static final Pattern DEAL = Pattern.compile("sale/(0x[0-9a-f]{64})/.*");

    private LedgerReading() {}

    public static List<MovementChange> changes(Journal.Record record) {
        return switch (record.kind()) {
            case TRANSACTION -> of(TransactionRecord.read(record.payload()));
            case LEDGER -> of(Json.read(record.payload(), LedgerRecord.class));
            default -> List.of();
        };
    }

    private static String id(String key) {
        return "tx:" + key;
    }

    private static List<MovementChange> of(TransactionRecord record) {
        TransactionRecord.Plan plan = record.plan();
        TransactionRecord.Price price = record.price();
        TransactionRecord.Ending ending = record.ending();
        if (plan != null) {
            return List.of(planned(record.at(), record.key(), plan));
        }
        if (price != null) {
            return List.of(new MovementChange.Priced(id(record.key()), price.hash()));
        }
        return ending == null
                ? List.of()
                : List.of(new MovementChange.Ended(id(record.key()), state(ending.status()), ending.reason()));
    }

    private static MovementChange planned(long at, String key, TransactionRecord.Plan plan) {
        boolean spends = !plan.spends().isEmpty();
        TransactionRecord.@Nullable Paid paid = spends ? plan.spends().getFirst() : null;
        return new MovementChange.Planned(
                id(key),
                at,
                plan.from(),
                plan.purpose().name().toLowerCase(Locale.ROOT),
                paid == null ? Address.ZERO : paid.token(),
                paid == null ? Amount.ZERO : paid.amount(),
                paid == null ? plan.to() : paid.counterparty(),
                deal(key),
                plan.price().hash());
    }

    private static @Nullable Hash32 deal(String key) {
        Matcher deal = DEAL.matcher(key);
        return deal.matches() ? Hash32.parse(deal.group(1)) : null;
    }

    private static Movement.State state(String status) {
        return switch (status) {
            case "SUCCEEDED" -> Movement.State.DONE;
            case "REVERTED" -> Movement.State.FAILED;
            case "DROPPED" -> Movement.State.DROPPED;
            case "OVERTAKEN" -> Movement.State.OVERTAKEN;
            case "CANCELLED" -> Movement.State.REPLACED;
            default -> Movement.State.PENDING;
        };
    }

    private static List<MovementChange> of(LedgerRecord record) {
        List<MovementChange> changes = new ArrayList<>();
        Long undone = record.undone();
        if (undone != null) {
            changes.add(new MovementChange.Undone(undone));
        }
        LedgerRecord.Seen seen = record.seen();
        if (seen != null) {
            for (LedgerRecord.Mined mined : seen.mined()) {
                changes.add(new MovementChange.Mined(
                        id(mined.key()),
                        mined.hash(),
                        seen.at(),
                        mined.block(),
                        Movement.State.valueOf(mined.state()),
                        mined.moved(),
                        mined.fee()));
            }
            for (LedgerRecord.Moved moved : seen.moved()) {
                changes.add(new MovementChange.Moved(
                        moved.id(),
                        seen.at(),
                        moved.account(),
                        moved.place(),
                        moved.kind(),
                        moved.token(),
                        moved.amount(),
                        moved.incoming(),
                        moved.other(),
                        moved.hash(),
                        moved.deal(),
                        moved.block()));
            }
        }
        return changes;
    }
}
