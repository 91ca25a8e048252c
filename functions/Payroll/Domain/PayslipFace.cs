using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>Who pays and who is paid, as a payslip and the register print them. Personal data: it stays out of logs, ids and histories.</summary>
public sealed record PayslipFace
{
    public required EmployerFace Employer { get; init; }

    /// <summary>Personnel number.</summary>
    public required string Number { get; init; }

    public required string Name { get; init; }

    /// <summary>In lines, as on an envelope; empty when it is not printed.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    /// <summary>Codice fiscale, CNP, PESEL.</summary>
    public required string TaxId { get; init; }

    /// <summary>Position.</summary>
    public string? Role { get; init; }

    /// <summary>Level of the collective agreement or pay scale.</summary>
    public string? Grade { get; init; }

    /// <summary>Null where the slip does not pay the month's time.</summary>
    public SlipHours? Hours { get; init; }

    public LocalDate? HiredOn { get; init; }

    public LocalDate? LeftOn { get; init; }

    /// <summary>Where the net goes; only its last four characters are printed. Null when it is not paid to an account.</summary>
    public string? Account { get; init; }

    public required LocalDate PayDay { get; init; }
}

/// <summary>An employer as it is printed.</summary>
/// <param name="Name">As registered.</param>
/// <param name="Address">In lines.</param>
/// <param name="TaxId">Codice fiscale or partita IVA, CUI, NIP.</param>
/// <param name="SocialId">Its number at the social insurance (posizione INPS, for instance); null where there is none.</param>
public sealed record EmployerFace(string Name, IReadOnlyList<string> Address, string TaxId, string? SocialId = null);
