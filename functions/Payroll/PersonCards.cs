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
            HiredOn = HiredOn(file, frame.Period.Last),
            Holder = account.Holder,
            Iban = account.Iban,
            Bic = account.Bic,
            Recipient = identity.Recipient,
        };
    }

    private static LocalDate? HiredOn(PersonFile file, LocalDate day)
        => file.Employments().Where(employment => employment.Employment.HiredOn <= day).Select(employment => (LocalDate?)employment.Employment.HiredOn).LastOrDefault();
}
