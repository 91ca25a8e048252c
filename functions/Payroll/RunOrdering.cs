using System.Globalization;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Puts the nets of a posted run into one payment order. A net that a live order has already is refused there, so nobody is paid twice.</summary>
public sealed class RunOrdering(PayrollStore store, PayrollBlobs blobs, CaseGathering cases, PeopleStore people, PayGroups groups, PaymentOrders orders, PaymentRules rules, RunSettlement settlement, ShardGate gate, Actors actors)
{
    /// <summary>The kind of debt that a net is.</summary>
    internal const string Salary = "salary";

    /// <summary>Opens the order, once.</summary>
    [Function(nameof(PayrollSteps.OpenRunOrder))]
    public async Task OpenAsync([ActivityTrigger] RunOrder order, CancellationToken cancellationToken)
    {
        var round = order.Round;
        var row = await store.RequireRunAsync(round.Run, cancellationToken);
        if (!IsBuilding(row, order))
        {
            return;
        }

        var actor = await actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);
        row = await FixDayAsync(row, actor, cancellationToken);
        var group = await groups.FindAsync(round.Tenant, row.Group, row.PayDay, row.KnownAt!.Value, cancellationToken) ?? throw new InvalidOperationException($"The pay group of {row.RunId} is gone.");
        Require(await orders.OpenAsync(new PaymentOrderRequest(ReferenceOf(order), TermsOf(group, row), row.SubmittedBy!), actor, cancellationToken));
    }

    /// <summary>Adds a shard's nets to the order, once; those that the order refuses are held with the reason.</summary>
    /// <returns>How many are in the order.</returns>
    [Function(nameof(PayrollSteps.OrderShard))]
    public async Task<int> OrderAsync([ActivityTrigger] ShardReference shard, CancellationToken cancellationToken)
    {
        using var place = await gate.EnterAsync(cancellationToken);
        var plan = await blobs.ReadPlanAsync(shard.Round, cancellationToken);
        var part = plan.Shards[shard.Number - 1];
        var marked = await store.ReadPeopleAsync(shard.Round.Run, part, cancellationToken);
        var held = marked.Where(person => person.IsHeldByPerson || person.State == PersonState.Reversed).Select(person => person.Person).ToHashSet(StringComparer.Ordinal);
        var payables = await PayablesAsync(shard, plan, held, cancellationToken);
        var answer = Require(await orders.AddPartAsync(ReferenceOf(new(shard.Round, shard.Order)), shard.Number, payables, cancellationToken));
        var now = (await actors.NowAsync(shard.Round.Tenant, PayrollNotices.Process, shard.Round.InstanceId, cancellationToken)).Now;
        await store.MarkOrderedAsync(shard, [.. marked.Where(person => !person.IsHeldByPerson)], (payables, answer.Refused), now, cancellationToken);
        return answer.Count;
    }

    /// <summary>Seals the order: its file is built, and the run waits for the bank. Without a net to pay there is nothing to wait for.</summary>
    [Function(nameof(PayrollSteps.SealRunOrder))]
    public async Task<RunProgress> SealAsync([ActivityTrigger] RunOrder order, CancellationToken cancellationToken)
    {
        var round = order.Round;
        var row = await store.RequireRunAsync(round.Run, cancellationToken);
        if (IsBuilding(row, order))
        {
            await SealAsync(row, order, cancellationToken);
        }

        // The bank may have told something while the order was built; and where nothing was left to order, all may be paid.
        await settlement.MoveAsync(round.Run, order.OrderId, cancellationToken);
        return (await store.RequireRunAsync(round.Run, cancellationToken)).ProgressOf(round);
    }

    private async Task SealAsync(RunRow row, RunOrder order, CancellationToken cancellationToken)
    {
        var round = order.Round;
        var actor = await actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);
        var reference = ReferenceOf(order);
        var answer = row.Shards == 0 ? new PaymentAnswer<PaymentOrderSummary> { Refusal = PaymentRefusal.Empty } : await orders.SealAsync(reference, row.Shards, actor, cancellationToken);
        if (answer.Refusal == PaymentRefusal.Empty)
        {
            // The run first: what a crash leaves then is an empty draft that holds no debt, and no run that waits for it.
            row.EmptyOrders++;
            await store.SaveAsync(row, round, row.Move(row.ReadOrders().Count == 0 ? RunEvent.Close : RunEvent.Seal, actor, "Nobody is paid anything."), actor);
            await orders.CancelAsync(reference, "Nobody is paid anything.", actor, cancellationToken);
            return;
        }

        var summary = Require(answer);
        row.Orders = RowJson.Write(row.ReadOrders().Append(order.OrderId));
        await store.SaveAsync(row, round, row.Move(RunEvent.Seal, actor, string.Create(CultureInfo.InvariantCulture, $"{summary.Count} payments in {order.OrderId}.")), actor);
    }

    /// <summary>A step of an order that is sealed by now may come late.</summary>
    private static bool IsBuilding(RunRow row, RunOrder order)
        => row.State == RunState.Paying && row.Round == order.Round.Round && order.Number == row.ReadOrders().Count + row.EmptyOrders + 1;

    private static PaymentOrderReference ReferenceOf(RunOrder order) => new(order.Round.Tenant, order.OrderId);

    /// <summary>The net of a person in a run: one debt, whichever order it is in.</summary>
    internal static PayableKey KeyOf(RunRow row, string person) => KeyOf(row.Period, row.RunId, person);

    internal static PayableKey KeyOf(Period period, string runId, string person) => new(Salary, period.ToString(), $"{runId}|{person}");

    internal static Payable PayableOf(PayableKey key, PersonCard card, Money net, Period period) => new(
        key,
        new Creditor(card.Holder ?? card.Name, Iban.Read(card.Iban).Value)
        {
            Bic = card.Bic,
            Address = card.Address is { } address ? AddressOf(address) : null,
        },
        net)
    {
        Remittance = string.Create(CultureInfo.InvariantCulture, $"{PayLabels.Of(PayslipPublishing.LanguageOf(card)).Word("salary")} {period}"),
    };

    internal static PaymentOrderTerms TermsOf(PayGroup group, RunRow row)
    {
        var account = group.Accounts[0];
        return new PaymentOrderTerms(
            new Debtor(group.Employer.Name, Iban.Read(account.Iban).Value!) { Bic = account.Bic, Address = AddressOf(group.Employer.Address) },
            row.OrderDay!.Value,
            group.Currency,
            PaymentPurpose.Salary,
            PaymentOrderTerms.FormatOf(group.Currency) ?? throw new InvalidOperationException($"There is no payment file in {group.Currency}."));
    }

    private static PostalAddress AddressOf(StreetAddress address)
        => new(address.Country, address.Town) { Street = address.Street, BuildingNumber = address.Building, PostCode = address.Postcode };

    private async Task<IReadOnlyList<Payable>> PayablesAsync(ShardReference shard, RoundPlan plan, HashSet<string> held, CancellationToken cancellationToken)
    {
        var part = plan.Shards[shard.Number - 1];
        // The accounts that were approved with the run, or those that came to be known since the first order.
        var cards = shard.Order == 1 ? await blobs.ReadCardsAsync(PayrollKeys.InputsOf(shard.Round, part, shard.Number), cancellationToken) : await ReadFreshCardsAsync(shard, plan, cancellationToken);
        List<Payable> payables = [];
        await foreach (var line in blobs.ReadLinesAsync<NetLine>(PayrollKeys.SlipsOf(shard.Round, part, shard.Number), cancellationToken))
        {
            if (line.Slip is { Net: { Amount: > 0 } net } && !held.Contains(line.Person) && cards.TryGetValue(line.Person, out var card))
            {
                payables.Add(PayableOf(KeyOf(plan.Period, shard.Round.RunId, line.Person), card, net, plan.Period));
            }
        }

        return payables;
    }

    /// <summary>The accounts as they were when the order was asked for: what came back went to a wrong one.</summary>
    private async Task<Dictionary<string, PersonCard>> ReadFreshCardsAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        var run = await store.RequireRunAsync(shard.Round.Run, cancellationToken);
        var frame = await cases.FrameAsync(shard.Round.Tenant, plan, cancellationToken);
        var part = plan.Shards[shard.Number - 1];
        var files = await people.ReadRangeAsync(shard.Round.Tenant, plan.Group, new PersonRange(part.First, part.Last, RunPlanning.ShardSize), cancellationToken);
        return files.Select(file => file.AsOf(run.OrderKnownAt!.Value))
            .Where(file => file.AccountOn(run.OrderDay!.Value) is not null && file.IdentityOn(run.OrderDay!.Value) is not null)
            .ToDictionary(file => file.Person, file => PersonCards.Of(file, frame with { PayDay = run.OrderDay!.Value }), StringComparer.Ordinal);
    }

    /// <summary>The day is chosen once: a try after midnight must ask for the same order.</summary>
    private async Task<RunRow> FixDayAsync(RunRow row, Actor actor, CancellationToken cancellationToken)
    {
        if (row.OrderDayText is not null)
        {
            return row;
        }

        var earliest = NodaTime.LocalDate.Max(row.PayDay, actor.Tenant!.DayAt(actor.Now));
        row.OrderDayText = NodaTime.Text.LocalDatePattern.Iso.Format(rules.BankDayOnOrAfter(earliest, row.Currency));
        return await store.TryWriteAsync(row.Reference.Tenant, row.Note("ChooseDay", actor, $"Paid on {row.OrderDayText}."), actor.Now)
            ? await store.RequireRunAsync(row.Reference, cancellationToken)
            : throw PayrollStore.Moved(row.Current);
    }

    private static T Require<T>(PaymentAnswer<T> answer)
        where T : class
        => answer.Value ?? throw new InvalidOperationException($"The order was refused: {answer.Refusal}. {answer.Detail}");
}
