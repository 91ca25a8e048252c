using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments;

public sealed class MarkedPartTests
{
    private static readonly LocalDate Debited = new(2026, 1, 29);
    private static readonly LocalDate CameBack = new(2026, 2, 2);

    [Fact]
    public void A_debit_and_its_return_in_one_message_move_money_on_a_day_each()
    {
        var part = Part(count: 2).With([Mark(1, LineEvent.Pay, Debited), Mark(2, LineEvent.Pay, Debited), Mark(1, LineEvent.Return, CameBack)]);

        Assert.Equal(
            [new("salary", Debited, 100_001, 0), new("salary", Debited, 100_002, 0), new LineMovement("salary", CameBack, 0, 100_001)],
            part.Moved);
        Assert.Equal("TP", part.Row!.States);
        Assert.Empty(part.Unmatched);
    }

    [Fact]
    public void The_bank_may_tell_of_the_return_before_the_debit()
    {
        var part = Part(count: 1).With([Mark(1, LineEvent.Return, CameBack), Mark(1, LineEvent.Pay, Debited)]);

        Assert.Equal([new("salary", Debited, 100_001, 0), new LineMovement("salary", CameBack, 0, 100_001)], part.Moved);
        Assert.Equal(LineState.Returned, Assert.Single(part.Standing).State);
    }

    [Fact]
    public void A_return_alone_left_the_account_and_came_back_on_its_own_day()
        => Assert.Equal([new LineMovement("salary", CameBack, 100_001, 100_001)], Part(count: 1).With([Mark(1, LineEvent.Return, CameBack)]).Moved);

    [Fact]
    public void What_was_marked_before_moves_nothing()
    {
        var part = Part(count: 1, "P").With([Mark(1, LineEvent.Pay, Debited)]);

        Assert.Empty(part.Moved);
        Assert.False(part.Changes);
        Assert.Single(part.Standing);
    }

    private static LineMark Mark(int line, LineEvent @event, LocalDate day) => new(1, line, @event, $"entry {line}") { BookedOn = day };

    private static MarkedPart Part(int count, string? states = null)
    {
        List<PartLine> lines = [.. Enumerable.Range(1, count).Select(line => new PartLine(line, Salary(line), Refusal: null, HeldBy: null))];
        var content = new PartContent("digest", lines);
        var row = PaymentPartRow.Of(new PaymentOrderReference("acme", "order"), 1, content);
        row.States = states ?? row.States;
        return new MarkedPart(1, row, content);
    }

    private static Payable Salary(int number)
        => new(new PayableKey("salary", "2026-01", $"run|p{number}"), new Creditor("Anna Nowak", Iban.Read("PL61109010140000071219812874").Value), new Money(1_000 + (number * 0.01m), Currency.Pln));
}
