using BackOffice.Approvals;
using BackOffice.Signing;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payroll;

/// <summary>Links to one person's payslip, for whoever got the message; each holds until a day and for nothing else.</summary>
public sealed class PayslipLinks(Signatures signatures, IOptions<ApprovalOptions> options)
{
    private const string Purpose = "payroll.payslip";
    private const int DaysOpen = 60;

    internal static LocalDate LastDayOf(LocalDate from) => from.PlusDays(DaysOpen);

    internal PayslipLink Make(RunRound round, string person, LocalDate until)
    {
        var day = LocalDatePattern.Iso.Format(until);
        var signature = signatures.Sign(Purpose, round.Tenant, round.RunId, person, day);
        return new PayslipLink(new Uri(options.Value.PublicAddress, $"/api/v1/{round.Tenant}/payslips/{round.RunId}/{person}/{day}/{signature}"), until);
    }

    /// <summary>Whether a link was made here for this person's slip, and its day has not passed.</summary>
    internal bool IsOpen(RunReference run, string person, (string Until, string Signature) link, LocalDate today)
        => signatures.IsSigned(link.Signature, Purpose, run.Tenant, run.RunId, person, link.Until)
            && LocalDatePattern.Iso.Parse(link.Until) is { Success: true } until && today <= until.Value;
}

/// <summary>A link and the last day it holds.</summary>
internal sealed record PayslipLink(Uri Address, LocalDate Until);
