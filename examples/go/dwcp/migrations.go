package dwcp

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// The states of a migration.
const (
	MigrationInProgress = "in_progress"
	MigrationCompleted  = "completed"
	MigrationFailed     = "failed"
)

// MigrationOptions are limits and settings; what is 0 is left to the cluster.
type MigrationOptions struct {
	MaxDowntimeMs    int `json:"max_downtime_ms,omitempty"`
	CompressionLevel int `json:"compression_level,omitempty"`
	AMSTStreams      int `json:"amst_streams,omitempty"`
}

// MigrationRequest says which VM is to move where.
type MigrationRequest struct {
	VM     string `json:"vm_id"`
	Target string `json:"target_node"`
	// Strategy is pre-copy, post-copy or hybrid; "" is pre-copy.
	Strategy string            `json:"strategy,omitempty"`
	Options  *MigrationOptions `json:"options,omitempty"`
}

// Failure is why a migration failed.
type Failure struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
}

// Migration is the progress or the result of a migration.
type Migration struct {
	ID          string     `json:"migration_id"`
	VM          string     `json:"vm_id"`
	Status      string     `json:"status"`
	Phase       string     `json:"phase"`
	Progress    float64    `json:"progress"`
	Source      string     `json:"source_node"`
	Target      string     `json:"target_node"`
	StartedAt   time.Time  `json:"started_at"`
	CompletedAt *time.Time `json:"completed_at"`
	Stats       struct {
		BytesTransferred int64    `json:"bytes_transferred"`
		BytesTotal       int64    `json:"bytes_total"`
		BandwidthMbps    float64  `json:"bandwidth_mbps"`
		CompressionRatio float64  `json:"compression_ratio"`
		ElapsedSeconds   float64  `json:"elapsed_seconds"`
		DowntimeMs       *float64 `json:"downtime_ms"`
	} `json:"stats"`
	// Error holds empty texts unless the migration has failed.
	Error Failure `json:"error"`
}

// MigrationError says that a migration has ended without moving its VM.
type MigrationError struct {
	Migration Migration
}

func (e *MigrationError) Error() string {
	m := e.Migration
	return fmt.Sprintf("%s of %s to %s failed with %s: %s", m.ID, m.VM, m.Target, m.Error.Code, m.Error.Message)
}

// region: migrate

// StartMigration starts to move a VM and returns the identifier of the migration. The call has no name that would make
// it repeatable, so it is not sent again after an answer was lost; that is an *OutcomeUnknownError, and MigrationOf
// tells whether it took effect.
func (c *Client) StartMigration(ctx context.Context, want MigrationRequest) (string, error) {
	var answer struct {
		ID string `json:"migration_id"`
	}
	_, err := c.send(ctx, request{
		method: http.MethodPost, path: "/v3/migrations", body: want, out: &answer, isWrite: true,
	})
	return answer.ID, err
}

// MigrationOf returns the migration of a VM that is in progress, or nil.
func (c *Client) MigrationOf(ctx context.Context, vm string) (*Migration, error) {
	running := c.Migrations(MigrationInProgress)
	for running.Next(ctx) {
		if migration := running.Value(); migration.VM == vm {
			return &migration, nil
		}
	}
	return nil, running.Err()
}

// endregion

// Migration reads one migration.
func (c *Client) Migration(ctx context.Context, id string) (Migration, error) {
	var migration Migration
	_, err := c.send(ctx, request{
		method: http.MethodGet, path: "/v3/migrations/" + url.PathEscape(id), out: &migration,
	})
	return migration, err
}

// Migrations lists migrations, the latest start first; status is in_progress, completed, failed, or "" for all.
func (c *Client) Migrations(status string) *Pages[Migration] {
	query := url.Values{}
	if status != "" {
		query.Set("status", status)
	}
	return list(c, "/v3/migrations", "migrations", query, func(m Migration) string { return m.ID })
}

// region: follow

// FollowMigration reads a migration every interval and hands each state to report, until it has ended or ctx ends. A
// migration that failed is a *MigrationError. To stop following does not stop the migration.
func (c *Client) FollowMigration(
	ctx context.Context, id string, interval time.Duration, report func(Migration),
) (Migration, error) {
	for {
		migration, err := c.Migration(ctx, id)
		if err != nil {
			return migration, fmt.Errorf("follow %s: %w", id, err)
		}
		report(migration)
		switch migration.Status {
		case MigrationCompleted:
			return migration, nil
		case MigrationFailed:
			return migration, &MigrationError{migration}
		}
		// The random part keeps many followers from asking in the same moment.
		pause := interval + time.Duration(c.random()*float64(interval)/10)
		if err := c.clock.Sleep(ctx, pause); err != nil {
			return migration, fmt.Errorf("follow %s, which goes on: %w", id, err)
		}
	}
}

// endregion
