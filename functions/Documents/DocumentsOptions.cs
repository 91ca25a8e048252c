using System.ComponentModel.DataAnnotations;

namespace BackOffice.Documents;

/// <summary>Settings of the document intake, section Documents.</summary>
public sealed class DocumentsOptions
{
    /// <summary>The largest document that is accepted, in bytes; larger ones are kept in quarantine.</summary>
    [Range(1, 200 * 1024 * 1024)]
    public int MostBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>How old something unfinished must be, in minutes, before the sweeper takes it up.</summary>
    [Range(0, 24 * 60)]
    public int SweepAfterMinutes { get; set; } = 5;
}
