// Command first-call logs in to the training cluster and prints its state.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

// region: first-call

var client = &http.Client{Timeout: 10 * time.Second}

// call sends one request and reads the JSON of its answer; a refusal is an error.
func call(method, path, token string, body, answer any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, base()+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	request.Header.Set("content-type", "application/json")
	if token != "" {
		request.Header.Set("authorization", "Bearer "+token)
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		refusal, _ := io.ReadAll(response.Body)
		return fmt.Errorf("%s gave %s: %s", path, response.Status, refusal)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}

// endregion

// region: first-call-main

func main() {
	login := map[string]string{"username": os.Getenv("DWCP_USERNAME"), "password": os.Getenv("DWCP_PASSWORD")}
	var session struct{ Token string }
	if err := call("POST", "/v3/auth/login", "", login, &session); err != nil {
		log.Fatal(err)
	}
	var cluster struct {
		ID      string `json:"cluster_id"`
		Status  string
		Workers struct{ Ready, Total int }
	}
	if err := call("GET", "/v3/cluster/status", session.Token, nil, &cluster); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s is %s: %d of %d workers are ready.\n", cluster.ID, cluster.Status, cluster.Workers.Ready, cluster.Workers.Total)
}

// endregion

func base() string {
	if address := os.Getenv("DWCP_URL"); address != "" {
		return address
	}
	return "http://localhost:8080"
}
