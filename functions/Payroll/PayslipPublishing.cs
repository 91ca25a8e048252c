using BackOffice.Notifications;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>Writes the payslips of an approved and posted run, a shard in a blob, and tells each person where theirs is, once.</summary>
public sealed class PayslipPublishing(PayrollStore store, PayrollBlobs blobs, CaseGathering cases, CountryRuleBook rules, PayslipLinks links, Outbox outbox, Actors actors)
{
    /// <summary>Notifications of one transaction.</summary>
    private const int MostNotices = 100;

    /// <summary>The payslips of a shard, and who is to be told of them; nothing is written.</summary>
    internal async Task<ShardPayslips> RenderAsync(ShardReference shard, ShardFile file, CancellationToken cancellationToken)
    {
        var plan = file.Plan;
        var frame = await cases.FrameAsync(shard.Round.Tenant, plan, cancellationToken);
        var cards = await file.ReadCardsAsync(cancellationToken);

        // What was approved is handed out, whatever became of its rules since: the page takes only names from them.
        var law = rules.FindVersion(plan.Rules) ?? rules.Find(frame.Group.Country, plan.Period, plan.PayDay) ?? throw new InvalidOperationException($"There are no rules of {frame.Group.Country} any more.");
        var labels = Languages.All.ToDictionary(language => language, language => PayLabels.Of(language).With(frame.Elements.NamesIn(Languages.CodeOf(language), frame.Group.Country, frame.Period.Last)));

        using var bundle = new PayslipBundleWriter();
        List<Notification> notices = [];
        await foreach (var (person, slip) in file.ReadSlipsAsync(cancellationToken))
        {
            var card = cards[person];
            bundle.Add(person, PayslipPage.Render(slip, FaceOf(person, card, frame), (rules.FindVersion(slip.Rules) ?? law).Pack, labels[LanguageOf(card)]));
            notices.AddRange(card.Recipient is { } recipient ? [PayrollNotices.Payslip(shard.Round, plan, (person, recipient), links.Make(shard.Round, person, PayslipLinks.LastDayOf(plan.PayDay)))] : []);
        }

        return new ShardPayslips(bundle.Seal(), notices, IsWholeRun: plan.Shards.Count == 1);
    }

    /// <summary>Publishes a shard once; a second call writes nothing and tells nobody again.</summary>
    internal async Task PublishAsync(ShardReference shard, ShardPayslips payslips, CancellationToken cancellationToken)
    {
        // What an earlier try wrote stays, with labels or a program of then: it says itself where its pages lie.
        await blobs.TryPutAsync(PayrollKeys.PayslipBlob(shard.Round, shard.Number), payslips.Bundle.ToStream(), cancellationToken);
        await TellAsync(shard, payslips, cancellationToken);
    }

    internal static PayslipFace FaceOf(string person, PersonCard card, CaseFrame frame)
    {
        return new PayslipFace
        {
            Employer = EmployerOf(frame.Group),
            Number = person,
            Name = card.Name,
            Address = LinesOf(card.Address, frame.Group.Country),
            TaxId = card.TaxId ?? "",
            Role = card.Position,
            Grade = card.Grade,
            HiredOn = card.HiredOn,
            LeftOn = card.LeftOn,
            Hours = card.Hours,
            Account = card.Iban,
            PayDay = frame.PayDay,
        };
    }

    internal static EmployerFace EmployerOf(PayGroup group) => new(group.Employer.Name, LinesOf(group.Employer.Address, group.Country), group.Employer.TaxId);

    /// <summary>As on an envelope: the country is named only when it is another one.</summary>
    private static IReadOnlyList<string> LinesOf(StreetAddress? address, string home)
        => address is null ? [] : [.. new[] { $"{address.Street} {address.Building}".Trim(), $"{address.Postcode} {address.Town}".Trim(), address.Country == home ? "" : address.Country ?? "" }.Where(line => line.Length > 0)];

    internal static Language LanguageOf(PersonCard card)
        => Languages.All.Cast<Language?>().FirstOrDefault(language => Languages.CodeOf(language!.Value) == card.Language) ?? Language.English;

    /// <summary>
    /// A hundred at a time, whole or not at all: what is there was written by an earlier try. A small run sends them together at once;
    /// those of a large one are written only, and the sweep of the outbox sends them: nobody's pay waits for so many messages.
    /// </summary>
    private async Task TellAsync(ShardReference shard, ShardPayslips payslips, CancellationToken cancellationToken)
    {
        var tenant = shard.Round.Tenant;
        foreach (var batch in payslips.Notices.Chunk(MostNotices))
        {
            var now = (await actors.NowAsync(tenant, PayrollNotices.Process, shard.Round.InstanceId, cancellationToken)).Now;
            await store.TryWriteAsync(tenant, [], now, batch);
            if (payslips.IsWholeRun)
            {
                await Task.WhenAll(batch.Select(notice => outbox.SendAsync(PayrollStore.AddressOf(tenant, notice.MessageId), cancellationToken)));
            }
        }
    }
}

/// <summary>What a shard hands out.</summary>
/// <param name="Bundle">The pages.</param>
/// <param name="Notices">One for each person who has an address.</param>
/// <param name="IsWholeRun">Whether the run has no other shard.</param>
internal sealed record ShardPayslips(BinaryData Bundle, IReadOnlyList<Notification> Notices, bool IsWholeRun);
