using BackOffice.People.Domain;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Freezes of a person's file what payment order and payslip will say.</summary>
internal static class PersonCards
{
    public static PersonCard Of(PersonFile file, CaseFrame frame)
    {
        var day = frame.PayDay;
        var identity = file.IdentityOn(day) ?? throw new InvalidOperationException("A case of somebody who has no identity.");
        var account = file.AccountOn(day) ?? throw new InvalidOperationException("A case of somebody who has no account.");
        var address = identity.Address;
        return new PersonCard
        {
            Name = $"{identity.GivenName} {identity.FamilyName}",
            Language = identity.Language ?? frame.Group.Country.ToLowerInvariant(),
            TaxId = identity.TaxId,
            Address = address,
            HiredOn = EmploymentOn(file, frame.Period.Last)?.HiredOn,
            LeftOn = EmploymentOn(file, frame.Period.Last)?.LeavesOn is { } left && left <= frame.Period.Last ? left : null,
            Position = Joined(file, frame, terms => terms.Position),
            Grade = Joined(file, frame, terms => terms.Grade),
            Holder = account.Holder,
            Iban = account.Iban,
            Bic = account.Bic,
            Recipient = identity.Recipient,
        };
    }

    private static Employment? EmploymentOn(PersonFile file, LocalDate day)
        => file.Employments().Where(employment => employment.Employment.HiredOn <= day).Select(employment => employment.Employment).LastOrDefault();

    /// <summary>What the contracts of the month say, each as it held last; the same word once.</summary>
    private static string? Joined(PersonFile file, CaseFrame frame, Func<Terms, string?> word)
    {
        var words = file.KeysOf(EntryKind.Terms)
            .Select(key => file.TimelineOf(EntryKind.Terms, key).LastOrDefault(stretch => stretch.Touches(frame.Period))?.Content.Terms)
            .OfType<Terms>().Select(word).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return words.Count == 0 ? null : string.Join("; ", words);
    }
}
